using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>
/// The id of an event in the dead list: the milliseconds of its time, its sequence, and its queue's hash. It is the
/// same each time the event dies, and sorts as the events do.
/// </summary>
internal static class DeadEventId
{
    private const int HashLength = 8;

    public static string Of(string queue, EventRecord record)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(queue)))[..HashLength];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Time.ToUnixTimeMilliseconds():D14}-{record.Sequence:D12}-{hash}");
    }
}
