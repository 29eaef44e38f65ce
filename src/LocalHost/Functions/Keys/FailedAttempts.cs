using System.Net;
using System.Net.Sockets;
using LocalHost.Functions.Hosting;

namespace LocalHost.Functions.Keys;

/// <summary>Counts refused requests by remote address and minute. A network that hands its machines IPv6 addresses counts as one.</summary>
internal sealed class FailedAttempts(HostSettings settings, TimeProvider time)
{
    private const int MostAddresses = 10_000;
    private const int NetworkBytes = 8;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IPAddress, Count> _counts = [];
    private readonly Lock _lock = new();

    /// <summary>Counts one more.</summary>
    /// <returns>How long the address must wait, and whether this is the first time it is told so; null while it has attempts left.</returns>
    public (TimeSpan Wait, bool IsFirst)? Add(IPAddress? address)
    {
        IPAddress key = Key(address);
        long now = time.GetTimestamp();
        lock (_lock)
        {
            if (_counts.TryGetValue(key, out Count? count) && time.GetElapsedTime(count.Since, now) >= Window)
                count = null;
            if (count is null)
            {
                MakeRoom(now);
                count = new Count(now);
                _counts[_counts.Count < MostAddresses ? key : IPAddress.None] = count;
            }

            count.Failures++;
            int over = count.Failures - settings.Keys.MaxFailuresPerMinute;
            return over <= 0 ? null : (Window - time.GetElapsedTime(count.Since, now), over == 1);
        }
    }

    private static IPAddress Key(IPAddress? address)
    {
        if (address is null || address.AddressFamily != AddressFamily.InterNetworkV6)
            return address ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private void MakeRoom(long now)
    {
        if (_counts.Count < MostAddresses)
            return;
        foreach (IPAddress old in _counts.Where(entry => time.GetElapsedTime(entry.Value.Since, now) >= Window).Select(entry => entry.Key).ToList())
            _counts.Remove(old);
    }

    private sealed class Count(long since)
    {
        public long Since { get; } = since;

        public int Failures { get; set; }
    }
}
