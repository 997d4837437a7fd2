using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Policies;

/// <summary>
/// The digest of a version's files: the SHA-256, in lower-case hexadecimal, of a line for each file in ordinal order of
/// the paths, <c>{path}\n{sha256}\n{size}\n</c>, in UTF-8. A path has no line break.
/// </summary>
public static class VersionDigest
{
    /// <summary>The digest of no files, which is not stored with each version that has none.</summary>
    private static readonly string Empty = Compute([]);

    public static string Get(ModelVersion version) =>
        version.Digest ?? (version.Files.Count == 0 ? Empty : Compute(version.Files));

    public static string Compute(IEnumerable<ModelFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{file.Path}\n{file.Sha256}\n{file.SizeBytes}\n")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
