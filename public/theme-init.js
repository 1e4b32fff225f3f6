// Runs before the first paint, so that no page flashes in the other theme. The choice wins over the system, which may
// change while the page is open.
(() => {
  const system = matchMedia('(prefers-color-scheme: light)');
  const apply = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem('conclave.theme');
    } catch {
      // Storage is blocked in this frame: the system decides.
    }
    const known = chosen === 'light' || chosen === 'dark';
    document.documentElement.dataset.theme = known ? chosen : system.matches ? 'light' : 'dark';
  };
  apply();
  system.addEventListener('change', apply);
})();
