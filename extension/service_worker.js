chrome.sidePanel?.setPanelBehavior({ openPanelOnActionClick: true });
chrome.action.onClicked.addListener(() => chrome.sidebarAction?.toggle());
