using System.Numerics;
using System.Text;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The sequences of three ASCII letters and digits in a span's JSON, as a Bloom filter with one hash function, in any
/// letter case. It shows without decompression that a span does not contain a string. Letters and digits are the same
/// in the JSON and in every form in which the span is searched, whatever quotes and escapes are around them.
/// </summary>
internal sealed class Trigrams
{
    private const int Length = 3;
    private const int BitsMin = 1 << 10;
    private const int BitsMax = 1 << 16;

    private readonly ulong[] bits;
    private readonly int shift;

    private Trigrams(int count)
    {
        bits = new ulong[count / 64];
        shift = 32 - BitOperations.Log2((uint)count);
    }

    public static Trigrams From(ReadOnlySpan<byte> json)
    {
        var count = Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)json.Length), BitsMin, BitsMax);
        var found = new Trigrams((int)count);
        var window = default(Window);
        foreach (var letter in json)
        {
            if (!window.Add(letter)) continue;
            var at = found.Hash(window.Value);
            found.bits[at / 64] |= 1UL << (at % 64);
        }

        return found;
    }

    /// <summary>False when one of the trigrams is not there; true is no proof.</summary>
    public bool MayContain(ReadOnlySpan<uint> required)
    {
        foreach (var trigram in required)
        {
            var at = Hash(trigram);
            if ((bits[at / 64] & (1UL << (at % 64))) == 0) return false;
        }

        return true;
    }

    /// <summary>Returns the trigrams of a string.</summary>
    public static HashSet<uint> Find(string value)
    {
        var found = new HashSet<uint>();
        var window = default(Window);
        foreach (var letter in Encoding.UTF8.GetBytes(value))
            if (window.Add(letter)) found.Add(window.Value);
        return found;
    }

    private int Hash(uint trigram) => (int)((trigram * 0x9E3779B1) >> shift);

    /// <summary>The last letters and digits of a sequence.</summary>
    private struct Window
    {
        private int run;

        public uint Value { get; private set; }

        /// <summary>Returns whether a letter completes a trigram.</summary>
        public bool Add(byte letter)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter))
            {
                run = 0;
                return false;
            }

            Value = ((Value << 8) | (uint)(letter | 0x20)) & 0xFFFFFF;
            return ++run >= Length;
        }
    }
}
