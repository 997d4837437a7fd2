using System.Globalization;
using System.IO.Hashing;

namespace Tauro.Stores.Local.Manifests;

/// <summary>Checksums of files: XXH3 with 64 bits, as 16 hexadecimal digits.</summary>
internal static class FileChecksum
{
    public static string Of(ReadOnlySpan<byte> bytes) => Text(XxHash3.HashToUInt64(bytes));

    public static string Of(XxHash3 hash) => Text(hash.GetCurrentHashAsUInt64());

    private static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
