import { render, type ComponentChild } from 'preact';
import { Toasts } from './parts/Toast';
import { armSound } from './sound';
import { enterRoom, type Room } from './theme';

/** Starts a page: room and theme, sound at the first touch, toasts, and `page` in the element `#app`. */
export function mount(room: Room, page: ComponentChild): void {
  enterRoom(room);
  armSound();
  const place = document.getElementById('app');
  if (place === null) throw new Error('the page has no #app');
  render(
    <>
      {page}
      <Toasts />
    </>,
    place,
  );
}
