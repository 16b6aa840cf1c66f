// The end of the small window in which somebody logged in again: it tells the windows that wait.
const channel = new BroadcastChannel("desk");
channel.postMessage("logged in");
channel.close();
window.close();
