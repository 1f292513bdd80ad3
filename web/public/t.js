/* SocialFlow counts visits of this page. It sets no cookie, and tells nothing to a browser that asks not to be tracked. */
(function () {
  var script = document.currentScript;
  var site = script && script.getAttribute('data-site');
  var nav = navigator;
  if (!site || nav.doNotTrack === '1' || nav.globalPrivacyControl) return;
  var optIn = script.getAttribute('data-mode') === 'opt-in';
  var to = new URL('/t/visit', script.src).href;
  var token = null;
  var last = null;

  function stored(key, value) {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch (_) {}
    return null;
  }
  function allowed() {
    return !optIn || stored('sf.allowed') === 'yes';
  }
  /* A link of ours carries ?sf=…: it is taken off the address, so that nobody passes it on. */
  function takeToken() {
    var url = new URL(location.href);
    var found = url.searchParams.get('sf');
    if (!found) return;
    token = found;
    url.searchParams.delete('sf');
    history.replaceState(history.state, '', url);
  }
  function visit() {
    if (!allowed() || location.href === last) return;
    var referrer = last || document.referrer;
    last = location.href;
    if (optIn && token) stored('sf.token', token);
    var body = JSON.stringify({
      site: site,
      url: last,
      title: document.title.slice(0, 200),
      referrer: referrer,
      token: token || (optIn ? stored('sf.token') : null),
    });
    if (!(nav.sendBeacon && nav.sendBeacon(to, body)))
      fetch(to, { method: 'POST', body: body, mode: 'no-cors', keepalive: true });
  }

  takeToken();
  visit();
  var push = history.pushState;
  history.pushState = function () {
    push.apply(this, arguments);
    setTimeout(visit);
  };
  addEventListener('popstate', visit);
  window.socialflow = {
    allow: function () {
      stored('sf.allowed', 'yes');
      visit();
    },
    forget: function () {
      stored('sf.allowed', 'no');
      stored('sf.token', '');
    },
  };
})();
