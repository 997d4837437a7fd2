using System.Security.Cryptography;

namespace Tauro.Stores;

/// <summary>The source of random ids. Cryptographic by default, repeatable when seeded.</summary>
public sealed class Entropy
{
    private readonly Random? seeded;

    private Entropy(Random? seeded) => this.seeded = seeded;

    /// <summary>A cryptographic source, different in every process.</summary>
    public static Entropy System { get; } = new(null);

    /// <summary>Creates a source that gives the same sequence for the same seed. Safe for concurrent use.</summary>
    public static Entropy Seeded(int seed) => new(new Random(seed));

    /// <summary>Returns a new id of 32 hexadecimal digits.</summary>
    public string NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Returns a new id in the form of a UUID.</summary>
    public string NextUuid() => Guid.ParseExact(NextId(), "N").ToString();

    /// <summary>Returns a number from 0 to <paramref name="bound"/> - 1.</summary>
    public int Next(int bound)
    {
        if (seeded is null) return RandomNumberGenerator.GetInt32(bound);
        lock (seeded) return seeded.Next(bound);
    }

    /// <summary>Returns a number of 64 random bits.</summary>
    public long NextNumber()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Fill(bytes);
        return BitConverter.ToInt64(bytes);
    }

    private void Fill(Span<byte> bytes)
    {
        if (seeded is null) RandomNumberGenerator.Fill(bytes);
        else lock (seeded) seeded.NextBytes(bytes);
    }
}
