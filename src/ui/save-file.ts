/** ms: as long as a browser may take to begin with the file. */
const patience = 30_000;

/** Hands a file to the browser to keep. Its name comes from a cluster: only what every disk takes stays in it. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name.replace(/[^\w.-]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), patience);
}
