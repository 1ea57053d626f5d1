import { dictionary } from '../i18n';
import type { Channel, Stage } from '../protocol.gen';

const t = dictionary({
  en: {
    dine_in: 'Dine-in',
    takeaway: 'Takeaway',
    delivery: 'Delivery',
    phone: 'Phone',
    pickup: 'Pickup',
    self_order: 'Self-order',
    online: 'Online',
    not_fired: 'Not in the kitchen yet',
    preparing: 'Preparing',
    ready: 'Ready',
    handed_over: 'Handed over',
  },
  zh: {
    dine_in: '堂食',
    takeaway: '外带',
    delivery: '外送',
    phone: '电话',
    pickup: '自取',
    self_order: '扫码点单',
    online: '线上',
    not_fired: '未下厨',
    preparing: '制作中',
    ready: '可取餐',
    handed_over: '已取餐',
  },
});

/** How the guest eats: the same words on every screen and on paper. */
export function channelName(channel: Channel): string {
  return t()[channel];
}

/** How far an order is on its way to the guest: the same words on every screen. */
export function stageName(stage: Stage): string {
  return t()[stage];
}
