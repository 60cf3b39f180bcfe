import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodePanels,
  vsCodeRadio,
  vsCodeRadioGroup,
} from '@vscode/webview-ui-toolkit';

/** Something to choose: what is stored, and what a person reads. */
export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

/** A control that shows a value and tells when a person changed it. */
export interface Control<V> {
  readonly element: HTMLElement;
  show(value: V): void;
}

/** Makes the toolkit's elements known to this page; call it once, before any control is made. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
  );
}

/** A push button. */
export function createButton(
  label: string,
  appearance: 'primary' | 'secondary',
  onClick: (event: MouseEvent) => void,
): HTMLElement {
  const button = document.createElement('vscode-button');
  button.setAttribute('appearance', appearance);
  button.textContent = label;
  button.addEventListener('click', onClick);
  return button;
}

/** A check box with its label. */
export function createCheckbox(label: string, onChange: (checked: boolean) => void): Control<boolean> {
  // Each tag is registered above with a class that has what is named here.
  const checkbox = document.createElement('vscode-checkbox') as HTMLElement & { checked: boolean };
  checkbox.textContent = label;
  let shown = false;
  checkbox.addEventListener('change', () => {
    if (checkbox.checked === shown) return;
    shown = checkbox.checked;
    onChange(shown);
  });
  const show = (checked: boolean): void => {
    shown = checked;
    checkbox.checked = checked;
  };
  return { element: checkbox, show };
}

/** Two or three choices side by side. */
export function createRadioGroup<V extends string>(
  label: string,
  choices: readonly Choice<V>[],
  onChange: (value: V) => void,
): Control<V> {
  const group = document.createElement('vscode-radio-group') as HTMLElement & { value: string };
  group.setAttribute('aria-label', label);
  for (const choice of choices) {
    const radio = document.createElement('vscode-radio');
    radio.setAttribute('value', choice.value);
    radio.textContent = choice.label;
    group.append(radio);
  }
  let shown = '';
  group.addEventListener('change', () => {
    const chosen = choices.find((choice) => choice.value === group.value);
    if (chosen === undefined || chosen.value === shown) return;
    shown = chosen.value;
    onChange(chosen.value);
  });
  const show = (value: V): void => {
    if (value === shown) return;
    shown = value;
    group.value = value;
  };
  return { element: group, show };
}

/** A list to choose one from, whose choices may change. */
export interface DropdownControl extends Control<string> {
  setChoices(choices: readonly Choice<string>[]): void;
}

/** A drop-down list, labelled for screen readers. */
export function createDropdown(label: string, onChange: (value: string) => void): DropdownControl {
  const dropdown = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  dropdown.setAttribute('aria-label', label);
  let shown = '';
  let known = '';
  dropdown.addEventListener('change', () => {
    if (dropdown.value === shown) return;
    shown = dropdown.value;
    onChange(shown);
  });
  return {
    element: dropdown,
    show(value) {
      shown = value;
      if (dropdown.value !== value) dropdown.value = value;
    },
    setChoices(choices) {
      const key = JSON.stringify(choices);
      if (key === known) return;
      known = key;
      dropdown.replaceChildren(...choices.map(createOption));
    },
  };
}

function createOption(choice: Choice<string>): HTMLElement {
  const option = document.createElement('vscode-option');
  option.setAttribute('value', choice.value);
  option.textContent = choice.label;
  return option;
}

/** A tab's name and what it holds. */
export interface TabSpec<V extends string> extends Choice<V> {
  readonly content: HTMLElement;
}

/** Tabs of which some may not be on offer. */
export interface TabsControl<V extends string> extends Control<V> {
  showTabs(values: readonly V[]): void;
}

/** Tabs, each with its panel. */
export function createTabs<V extends string>(
  label: string,
  tabs: readonly TabSpec<V>[],
  onChange: (value: V) => void,
): TabsControl<V> {
  const panels = document.createElement('vscode-panels') as HTMLElement & { activeid: string };
  panels.setAttribute('aria-label', label);
  const heads = new Map<V, HTMLElement>();
  for (const { value, label: text, content } of tabs) {
    const tab = document.createElement('vscode-panel-tab');
    tab.id = `tab-${value}`;
    tab.textContent = text;
    const view = document.createElement('vscode-panel-view');
    view.id = `view-${value}`;
    view.append(content);
    panels.append(tab, view);
    heads.set(value, tab);
  }
  let shown = '';
  panels.addEventListener('change', () => {
    // Controls inside the tabs say `change` too; and the attribute of this name lags behind the property.
    const chosen = tabs.find((tab) => `tab-${tab.value}` === panels.activeid);
    if (chosen === undefined || chosen.value === shown) return;
    shown = chosen.value;
    onChange(chosen.value);
  });
  const show = (value: V): void => {
    if (value === shown) return;
    shown = value;
    panels.activeid = `tab-${value}`;
  };
  const showTabs = (values: readonly V[]): void => {
    for (const [value, head] of heads) head.hidden = !values.includes(value);
  };
  return { element: panels, show, showTabs };
}
