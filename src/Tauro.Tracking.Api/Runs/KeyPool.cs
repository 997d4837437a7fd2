using System.Text.Json;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Shares one string between equal keys of a batch, which has many points and few keys.</summary>
internal sealed class KeyPool
{
    private readonly string?[] slots = new string?[256];

    /// <summary>Gets the string of the current token.</summary>
    /// <exception cref="InvalidOperationException">The string is not valid UTF-8 or has half a pair.</exception>
    public string Intern(ref Utf8JsonReader json)
    {
        ref var slot = ref slots[Slot(ref json)];
        if (slot is not null && json.ValueTextEquals(slot)) return slot;
        return slot = json.GetString()!;
    }

    // A collision only costs a string, so hashing a few bytes is enough.
    private static int Slot(ref Utf8JsonReader json)
    {
        var bytes = json.HasValueSequence ? json.ValueSequence.FirstSpan : json.ValueSpan;
        if (bytes.IsEmpty) return 0;
        var hash = (uint)bytes.Length;
        foreach (var b in bytes.Length > 32 ? bytes[^32..] : bytes) hash = (hash * 31) + b;
        return (int)((hash ^ (hash >> 8)) & 0xFF);
    }
}
