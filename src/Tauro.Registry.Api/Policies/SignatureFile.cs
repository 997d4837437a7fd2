using System.Text;

namespace Tauro.Registry.Api.Policies;

/// <summary>
/// Finds the signature in an <c>MLmodel</c> file, which is YAML as MLflow writes it: the top-level key
/// <c>signature</c> with members below it.
/// </summary>
internal static class SignatureFile
{
    public static bool HasSignature(ReadOnlySpan<byte> yaml)
    {
        var isInSignature = false;
        foreach (var line in Encoding.UTF8.GetString(yaml).AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace() || line.TrimStart() is ['#', ..]) continue;
            if (line[0] is ' ') // Below a key.
            {
                if (isInSignature && line.Contains(':')) return true;
                continue;
            }

            if (!line.StartsWith("signature:", StringComparison.Ordinal))
            {
                isInSignature = false;
                continue;
            }

            isInSignature = true;
            // In flow style, as a JSON object; null and {} are no signature.
            if (line["signature:".Length..].Trim() is ['{', _, .., '}'] flow && flow.Contains(':')) return true;
        }

        return false;
    }
}
