/** Only one is heard at a time: whatever else plays on the page pauses when this one begins. */
export function playAlone(media: HTMLMediaElement): void {
  media.addEventListener('play', () => {
    for (const other of document.querySelectorAll<HTMLMediaElement>('audio, video'))
      if (other !== media) other.pause()
  })
}
