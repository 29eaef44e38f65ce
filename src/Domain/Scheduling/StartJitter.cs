using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DataHound.Domain.Scheduling;

/// <summary>Spreads runs over a span of time. The same task and tick always get the same delay, so that every process agrees on when a run is due.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Most">The longest delay, in whole seconds.</param>
public sealed record StartJitter(Guid TaskId, TimeSpan Most)
{
    /// <summary>When the run of a tick is due: from the tick itself to <see cref="Most"/> later, to the second.</summary>
    public DateTimeOffset Due(DateTimeOffset tick)
    {
        var seconds = (ulong)Most.TotalSeconds;
        if (seconds == 0)
            return tick;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{TaskId:N}:{tick.UtcTicks}")));
        return tick.AddSeconds(BitConverter.ToUInt32(hash) % (seconds + 1));
    }
}
