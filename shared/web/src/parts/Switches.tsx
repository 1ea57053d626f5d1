import { dictionary, language, setLanguage } from '../i18n';
import { setTheme, theme } from '../theme';
import { Button } from './Button';

const t = dictionary({ en: { light: 'Light', dark: 'Dark' }, zh: { light: '浅色', dark: '深色' } });

/** Switches the device's language. Names the other language in itself, for whoever cannot read this one. */
export function LanguageSwitch() {
  const other = language.value === 'zh' ? 'en' : 'zh';
  return (
    <Button tone="quiet" lang={other === 'zh' ? 'zh-CN' : 'en-GB'} onClick={() => setLanguage(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}

/** Switches between light and dark for this kind of screen on this device. */
export function ThemeSwitch() {
  const other = theme.value === 'dark' ? 'light' : 'dark';
  return (
    <Button tone="quiet" onClick={() => setTheme(other)}>
      {t()[other]}
    </Button>
  );
}
