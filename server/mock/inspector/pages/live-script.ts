/** The page's own small script, as text: it runs in a browser, which this program has no types for. */
export const liveScript = `// Keeps the list fresh while the page is open. Without this script the page is complete; one reloads it by hand.
const region = () => document.getElementById('list');

if (region() !== null && !new URLSearchParams(location.search).has('before')) {
  let loading = false;
  let again = false;

  /** What the user stands on is not pulled away from under him. */
  const inUse = () => region().querySelector('tbody')?.contains(document.activeElement) === true;

  const load = async () => {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('list');
      if (answer.ok && fresh !== null && !inUse()) region().replaceWith(document.adoptNode(fresh));
      tell(inUse() ? '新しい通信があります' : '自動で更新しています');
    } catch {
      tell('テスト環境につながりません');
    }
    loading = false;
    if (again) {
      again = false;
      void load();
    }
  };

  const tell = (words) => {
    const live = region().querySelector('[data-live]');
    if (live !== null && live.textContent !== words) live.textContent = words;
  };

  const events = new EventSource('/inspector/events');
  events.addEventListener('open', () => tell('自動で更新しています'));
  events.addEventListener('entry', () => void load());
  events.addEventListener('error', () => tell('テスト環境につながりません'));
}
`;
