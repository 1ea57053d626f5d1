import { dictionary } from '../i18n';
import type { Source } from '../protocol.gen';

const t = dictionary({
  en: {
    counter: 'asked at the counter',
    friend: 'told by a friend',
    poster: 'poster or flyer',
    online: 'read online',
    delivery: 'delivery service',
  },
  zh: {
    counter: '柜台邀请',
    friend: '朋友介绍',
    poster: '海报或传单',
    online: '网上看到',
    delivery: '外卖平台',
  },
});

/** From where somebody came to be a member, in words. */
export function sourceName(source: Source): string {
  return t()[source];
}
