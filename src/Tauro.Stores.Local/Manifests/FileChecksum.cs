using System.Globalization;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Manifests;

/// <summary>Checksums of files: XXH3 with 64 bits, as 16 hexadecimal digits.</summary>
internal static class FileChecksum
{
    public static string Compute(ReadOnlySpan<byte> bytes) => Format(XxHash3.HashToUInt64(bytes));

    public static string Compute(XxHash3 hash) => Format(hash.GetCurrentHashAsUInt64());

    private static string Format(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
