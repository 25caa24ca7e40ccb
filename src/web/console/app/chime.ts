let context: AudioContext | undefined;

/** Two soft notes, a fifth apart. Made here: there is no file to load. */
export function chime(): void {
  try {
    context ??= new AudioContext();
    // Browsers keep sound back until the person has done something on the page.
    void context.resume();
    note(context, 587.33, 0);
    note(context, 880, 0.14);
  } catch {
    // Without sound the rest goes on.
  }
}

function note(audio: AudioContext, frequency: number, delay: number): void {
  const start = audio.currentTime + delay;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = 'sine';
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.08, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.6);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.65);
}
