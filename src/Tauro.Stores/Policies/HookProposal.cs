using System.Security.Cryptography;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>
/// The change that a hook is asked about, as the body of its request. If anything in it changes until the write, its
/// digest does too.
/// </summary>
/// <param name="Body">UTF-8 JSON.</param>
/// <param name="Digest">The SHA-256 of the body, in lower-case hexadecimal.</param>
public sealed record HookProposal(byte[] Body, string Digest)
{
    /// <param name="gate">The gate.</param>
    /// <param name="model">The model.</param>
    /// <param name="version">Its version, as it is before the change.</param>
    public static HookProposal Create(PolicyGate gate, RegisteredModel model, ModelVersion version)
    {
        // A registration gets its number when it is decided.
        var isNew = gate == PolicyGate.Registration;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Gate = gate,
                Model = new { model.Name, Tags = Sort(model.Tags) },
                Version = isNew ? (int?)null : version.Version,
                Stage = isNew ? (ModelStage?)null : version.Stage,
                Digest = VersionDigest.Get(version),
                Files = version.Files.Count,
                version.SizeBytes,
                version.Framework,
                version.Description,
                Tags = Sort(version.Tags),
                Metrics = Sort(version.Metrics),
                Hyperparameters = Sort(version.Hyperparameters),
                version.Source,
                version.SourceRunId,
                version.SourceRunStatus,
                version.RegisteredBy,
            },
            TauroJson.Options);
        return new HookProposal(body, Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    // The order of a map may depend on whether its document was read from a segment.
    private static SortedDictionary<string, T> Sort<T>(IReadOnlyDictionary<string, T> map) =>
        new(map.ToDictionary(), StringComparer.Ordinal);
}
