# Varnish in front of the newsroom. Set PAGES_PURGE_URL=http://127.0.0.1:6081/.purge (its own
# address) for the web processes and the workers. Needs no module beyond Varnish 6 or newer.
vcl 4.1;

import std;

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may purge: the machines of the workers.
acl workers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.url == "/.purge") {
        if (req.method != "POST" || client.ip !~ workers) {
            return (synth(405));
        }
        # Keys are words with colons and dots; a dot that stands for any sign purges too much at most.
        ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, "\s+", "|") + ")(\s|$)");
        return (synth(200));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The desk, and what its people see of the newspaper, is never kept.
    if (req.url ~ "^/desk/" || req.http.Cookie ~ "(^|;\s*)staff=") {
        return (pass);
    }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    # The newsroom says itself what may be kept; nothing is kept beyond its purge.
    set beresp.grace = 0s;
    set beresp.keep = 0s;
    if (beresp.http.CDN-Cache-Control ~ "max-age=\d+" && !beresp.http.Set-Cookie) {
        set beresp.ttl = std.duration(regsub(beresp.http.CDN-Cache-Control, ".*max-age=(\d+).*", "\1") + "s", 0s);
    } else {
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
    }
    return (deliver);
}

sub vcl_deliver {
    unset resp.http.CDN-Cache-Control;
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
}
