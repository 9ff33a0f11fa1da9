/** Hands a text to the browser as a file to keep. */
export function saveFile(name: string, text: string, type = 'application/xml'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
