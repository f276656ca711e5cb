// Opens the panel; and where the agent allowed alarms, says on the icon how many follow-ups are overdue. For each moment at
// which that number grows the panel leaves an alarm, named "<milliseconds since 1970> <number>"; nobody is listened to.
chrome.sidePanel?.setPanelBehavior({ openPanelOnActionClick: true });
chrome.action.onClicked.addListener(() => chrome.sidebarAction?.toggle());

const count = async () => {
  // Asked anew: what was given back stays reachable here until the worker ends.
  const alarms = await chrome.permissions.contains({ permissions: ['alarms'] }) ? await chrome.alarms.getAll() : [];
  const marks = alarms.map(({ name }) => name.split(' ').map(Number));
  const overdue = Math.max(0, ...marks.filter(([from]) => from <= Date.now()).map(([, number]) => number));
  chrome.action.setBadgeText({ text: overdue ? `${overdue}` : '' });
  chrome.action.setTitle({ title: chrome.i18n.getMessage(overdue ? 'overdue' : 'open', `${overdue}`) });
};
const listen = () => chrome.alarms?.onAlarm.addListener(count);

listen();
chrome.permissions.onAdded.addListener(listen);
chrome.permissions.onRemoved.addListener(count);
chrome.runtime.onStartup.addListener(count);
