// Runs before the first paint, so that no page flashes in the other theme. The choice wins over the system.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('conclave.theme');
  } catch {
    // Storage is blocked in this frame: the system decides.
  }
  const light = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = chosen === 'light' || chosen === 'dark' ? chosen : light ? 'light' : 'dark';
})();
