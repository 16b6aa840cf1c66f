-- Sends views as pages do, as fast as they are answered, each of a new reader:
-- `wrk -s beacons.lua ADDRESS -- FIRST LAST SALT`, the primary keys of articles, and what no run
-- before has had.

wrk.method = "POST"
wrk.headers["Sec-Fetch-Site"] = "same-origin"

local first, last, salt
local sent = 0

function init(args)
   first, last, salt = tonumber(args[1]), tonumber(args[2]), args[3]
end

function request()
   sent = sent + 1
   wrk.headers["User-Agent"] = "Mozilla/5.0 reader " .. salt .. "-" .. sent
   return wrk.format(nil, nil, nil, tostring(first + sent % (last - first + 1)))
end
