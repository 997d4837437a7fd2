using System.Text.Json;
using Tauro.ServiceDefaults.Json;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Gives equal keys of one batch the same string: a batch has many points and few keys.</summary>
internal sealed class KeyPool
{
    private readonly string?[] slots = new string?[256];

    /// <summary>The text of the current token.</summary>
    /// <exception cref="JsonException">It is no valid text.</exception>
    public string Take(ref Utf8JsonReader json)
    {
        ref var slot = ref slots[Slot(ref json)];
        if (slot is not null && json.ValueTextEquals(slot)) return slot;
        try
        {
            return slot = json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonBodyException("A key is not valid UTF-8 or holds half a surrogate pair.");
        }
    }

    // Collisions only cost a string, so a few bytes are enough to tell keys apart.
    private static int Slot(ref Utf8JsonReader json)
    {
        var bytes = json.HasValueSequence ? json.ValueSequence.FirstSpan : json.ValueSpan;
        if (bytes.IsEmpty) return 0;
        var hash = (uint)bytes.Length;
        foreach (var b in bytes.Length > 32 ? bytes[^32..] : bytes) hash = (hash * 31) + b;
        return (int)((hash ^ (hash >> 8)) & 0xFF);
    }
}
