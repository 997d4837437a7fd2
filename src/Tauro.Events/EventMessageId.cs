using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>
/// Creates the message id of an event: a name-based UUID (RFC 9562, version 8) of <c>{service}/{sequence}</c>. An event
/// has the same id however often it is published, so that consumers can detect repeats.
/// </summary>
public static class EventMessageId
{
    public static Guid Create(EventRecord record)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes("tauro:event:" + record.Id), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
