import { expect, test } from 'vitest';
import { shortened } from './actions/RecallSheet';
import { isFree, settingsFrom, USUAL_KEYS, USUAL_SETTINGS, withKey } from './settings';

test('a screen that nobody set, and one with settings nobody can read, is as usual', () => {
  for (const stored of [null, '{}', 'no json', '[1]', '{"distanceM":77,"keys":{"open":5},"rings":3}']) {
    expect(settingsFrom(stored)).toEqual(USUAL_SETTINGS);
  }
});

test('what was set on a screen is there after a restart', () => {
  const kept = {
    distanceM: 3,
    rings: { new: true, void: true, late: false },
    keys: { ...USUAL_KEYS, undo: 'u' },
  };
  expect(settingsFrom(JSON.stringify(kept))).toEqual(kept);
});

test('no key does two things, and no digit is taken from the tickets', () => {
  const keys = withKey(USUAL_KEYS, 'undo', USUAL_KEYS.recall);
  expect([keys.undo, keys.recall]).toEqual([USUAL_KEYS.recall, USUAL_KEYS.undo]);
  expect(settingsFrom(JSON.stringify({ keys: { open: 'x', seen: 'x' } })).keys).toEqual(USUAL_KEYS);
  expect(['7', 'Escape', 'Enter', '', 'x', '0'].map(isFree)).toEqual([
    false,
    false,
    false,
    false,
    true,
    true,
  ]);
});

test('three screens that show one ticket in the same minute are told once', () => {
  const at = (minute: number, what: 'shown' | 'bumped') => ({ at: minute * 60_000 + 5, what });
  const told = shortened([at(1, 'shown'), at(1, 'shown'), at(2, 'shown'), at(2, 'bumped')]);
  expect(told.map(({ what }) => what)).toEqual(['shown', 'shown', 'bumped']);
});
