/** What a screen can say without words. */
export type Sound = 'new' | 'void' | 'late' | 'ready' | 'stale' | 'call';

/** Frequency in hertz and length in seconds of each tone, one after the other. */
const TONES: Record<Sound, readonly (readonly [number, number])[]> = {
  new: [
    [880, 0.12],
    [1175, 0.16],
  ],
  void: [
    [740, 0.14],
    [494, 0.26],
  ],
  ready: [
    [659, 0.22],
    [831, 0.22],
    [988, 0.45],
  ],
  late: [
    [660, 0.18],
    [660, 0.18],
    [660, 0.18],
  ],
  call: [
    [784, 0.1],
    [784, 0.1],
    [1047, 0.24],
  ],
  stale: [
    [440, 0.3],
    [330, 0.4],
  ],
};
const GAP_S = 0.06;
const LOUDNESS = 0.25;

let context: AudioContext | null = null;

/** Whether the browser lets this page make a sound yet: it wants to be touched once first. */
export function soundAllowed(): boolean {
  return context?.state === 'running';
}

/** Asks for sound at the first touch or key. Call once when the page starts; silent where there is no audio. */
export function armSound(): void {
  const wake = () => {
    if (typeof AudioContext === 'undefined') return;
    context ??= new AudioContext();
    void context.resume();
  };
  window.addEventListener('pointerdown', wake, { once: true });
  window.addEventListener('keydown', wake, { once: true });
}

/** Plays a sound if the browser allows it; does nothing otherwise. The screen always says the same in words. */
export function play(sound: Sound): void {
  if (context?.state !== 'running') return;
  let at = context.currentTime;
  for (const [hertz, seconds] of TONES[sound]) {
    const tone = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: LOUDNESS });
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    volume.gain.setTargetAtTime(0, at + seconds - 0.03, 0.01); // faded, so that the end does not click
    tone.stop(at + seconds + 0.05);
    at += seconds + GAP_S;
  }
}

/** Between two recordings. */
const CLIP_GAP_S = 0.04;
const clips = new Map<string, Promise<AudioBuffer | null>>();
/** When the recordings that were asked for so far are over. */
let clipsOver = 0;

/** Plays recordings one after the other, behind those asked for before, if the browser allows it; does nothing otherwise. */
export async function playClips(urls: readonly string[]): Promise<void> {
  const running = context;
  if (running?.state !== 'running') return;
  const buffers = await Promise.all(urls.map((url) => clip(running, url)));
  let at = Math.max(running.currentTime, clipsOver);
  for (const buffer of buffers) {
    if (buffer === null) continue;
    const source = new AudioBufferSourceNode(running, { buffer });
    source.connect(running.destination);
    source.start(at);
    at += buffer.duration + CLIP_GAP_S;
  }
  clipsOver = at;
}

/** A recording, fetched once; none where it cannot be had: the screen says the same in words. */
function clip(running: AudioContext, url: string): Promise<AudioBuffer | null> {
  const known = clips.get(url);
  if (known !== undefined) return known;
  const fetched = fetch(url)
    .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(url))))
    .then((bytes) => running.decodeAudioData(bytes))
    .catch(() => {
      clips.delete(url); // asked for again with the next call
      return null;
    });
  clips.set(url, fetched);
  return fetched;
}
