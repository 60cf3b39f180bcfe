/** Whether a file of a sample's folder is data, or goes with it: all but specs and what is only read by people. */
export function isData(name: string): boolean {
  return !/(\.lstm\.json|(^|\/)README\.md)$/i.test(name);
}

/**
 * Whether a file is what `data.source` names: the file itself, one that a pattern stands for, or one in the folder.
 *
 * @param name relative to the folder of the spec, with `/`
 */
export function belongsTo(source: string, name: string): boolean {
  const folder = source.replace(/\/$/, '');
  if (name === source || name.startsWith(`${folder}/`)) return true;
  const escaped = source.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`).test(name);
}
