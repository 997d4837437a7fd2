using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;

namespace Tauro.Events;

/// <summary>
/// Creates the id of an event in the dead list: the event's time in milliseconds, its sequence number, and a hash of
/// the queue. The id is the same each time the event is added, and ids sort in the order of the events.
/// </summary>
internal static class DeadEventOrder
{
    private const int HashLength = 8;

    public static DeadEventId CreateId(string queue, EventRecord record)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(queue)))[..HashLength];
        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Time.ToUnixTimeMilliseconds():D14}-{record.Sequence:D12}-{hash}"));
    }
}
