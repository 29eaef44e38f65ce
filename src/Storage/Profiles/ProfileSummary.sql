-- Counts for people: customers per tier and how many may be written to.
SELECT NULL AS section, 'profiles' AS name, count(*) AS profiles FROM profiles
UNION ALL
SELECT NULL, 'marketable', count(*) FROM profiles WHERE marketable
UNION ALL
SELECT 'tiers', tier, count(*) FROM profiles GROUP BY tier
ORDER BY section NULLS FIRST, name;
