import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTexts } from '../../../src/cli/loadTexts.ts';

test('texts follow the environment', () => {
  const check = (
    environment: Record<string, string>,
    bundles: readonly string[],
    expected: string | undefined,
  ): void => {
    const texts = loadTexts(environment, (name) => (bundles.includes(name) ? JSON.stringify({ name }) : undefined));
    assert.equal(texts?.['name'], expected);
  };
  const chinese = 'bundle.l10n.zh-cn.json';
  const german = 'bundle.l10n.de.json';
  check({}, [chinese], undefined);
  check({ LANG: 'C.UTF-8' }, [chinese], undefined);
  check({ LANG: 'zh_CN.UTF-8' }, [chinese], chinese);
  check({ LANG: 'zh_CN.UTF-8' }, [german], undefined);
  check({ LANG: 'de_AT.UTF-8' }, [chinese, german], german);
  check({ LANG: 'de' }, [german], german);
  check({ LC_ALL: '', LC_MESSAGES: 'de_DE', LANG: 'zh_CN' }, [chinese, german], german);
  check({ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN' }, [chinese], undefined);
});
