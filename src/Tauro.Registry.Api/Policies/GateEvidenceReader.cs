using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Registry.Api.Artifacts;
using Tauro.Registry.Api.Sourcing;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

/// <summary>
/// Reads, before a write, what its policies need from files. The evidence names the digest of the files, so the store
/// ignores it if they have changed until the write.
/// </summary>
internal sealed class GateEvidenceReader(
    IServiceProvider services,
    IModelStore models,
    ArtifactStore artifacts,
    TrackingArtifacts tracking,
    IOptions<PolicyOptions> options,
    TimeProvider time)
{
    private const string FileName = "MLmodel";
    private const int FileBytesMax = 1 << 20;

    private static StoreOutcome<GateEvidence?> NoEvidence => StoreOutcome<GateEvidence?>.Ok(null);

    /// <summary>
    /// Reads the evidence for a move to a stage; null if no policy needs any. If policies apply and the version refers
    /// to files of a run that were replaced, that is a conflict: what was checked and approved is gone. It is none for
    /// the stage Archived, which such a version should get, nor with an override: that is for what policies refuse, and
    /// without policies the files are not compared either.
    /// </summary>
    public async Task<StoreOutcome<GateEvidence?>> Read(
        string name, int version, ModelStage stage, PolicyOverride? given, CancellationToken cancel) =>
        ModelStages.GateOf(stage) is { } gate ? await Read(name, version, gate, given, cancel) : NoEvidence;

    /// <inheritdoc cref="Read(string, int, ModelStage, PolicyOverride?, CancellationToken)"/>
    public async Task<StoreOutcome<GateEvidence?>> Read(
        string name, int version, PolicyGate gate, PolicyOverride? given, CancellationToken cancel)
    {
        if (services.GetService<IPolicyStore>() is not { } policies) return NoEvidence;
        var applying = await policies.GetApplying(name, gate, cancel);
        if (!applying.IsOk || applying.Value.Count == 0) return NoEvidence;
        var found = await models.GetVersion(name, version, cancel);
        if (!found.IsOk) return NoEvidence;
        if (gate != PolicyGate.Archived && given is null && await CheckFiles(found.Value, cancel) is { } changed)
            return changed;
        return applying.Value.Any(policy => policy.Rules.Any(rule => rule.Type == PolicyRuleType.Signature))
            ? StoreOutcome<GateEvidence?>.Ok(await ReadSignature(found.Value, cancel))
            : NoEvidence;
    }

    /// <summary>
    /// Compares the files of a version with those of its run again, after time has passed: while hooks respond, a
    /// client can replace a file.
    /// </summary>
    public async Task<StoreProblem?> CheckAgain(
        string name, int version, ModelStage stage, PolicyOverride? given, CancellationToken cancel)
    {
        if (ModelStages.GateOf(stage) is not { } gate || gate == PolicyGate.Archived || given is not null) return null;
        var found = await models.GetVersion(name, version, cancel);
        return found.IsOk ? await CheckFiles(found.Value, cancel) : null;
    }

    private async Task<StoreProblem?> CheckFiles(ModelVersion version, CancellationToken cancel)
    {
        if (version.Files.All(file => file.SourcePath is null)) return null;
        try
        {
            return await tracking.CheckFiles(version, options.Value.ReadTimeout, cancel);
        }
        catch (Exception e) when (IsFailure(e, cancel))
        {
            throw new StorageUnavailableException(
                $"The files of version {version.Version} of '{version.Name}' can't be compared with those of its run: "
                + $"{e.Message} Try again.", e);
        }
    }

    private async Task<GateEvidence> ReadSignature(ModelVersion version, CancellationToken cancel)
    {
        var digest = VersionDigest.Get(version);
        if (version.Files.FirstOrDefault(file => file.Path == FileName) is not { } file)
            return new GateEvidence(digest);
        if (file.SizeBytes > FileBytesMax)
            return new GateEvidence(
                digest, null, $"'{FileName}' has {file.SizeBytes} bytes; at most {FileBytesMax} are read. Shorten it.");
        using var timeout = new CancellationTokenSource(options.Value.ReadTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await ReadFile(version, file, digest, linked.Token);
        }
        catch (Exception e) when (IsFailure(e, cancel))
        {
            return new GateEvidence(digest, null, $"'{FileName}' can't be read: {e.Message} Try again.");
        }
    }

    private static bool IsFailure(Exception e, CancellationToken cancel) =>
        e is IOException or HttpRequestException or StorageUnavailableException
        || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    private async Task<GateEvidence> ReadFile(
        ModelVersion version, ModelFile file, string digest, CancellationToken cancel)
    {
        var opened = await Open(version, file, cancel);
        if (opened.Problem is { } problem)
            return new GateEvidence(digest, null, $"'{FileName}' can't be read: {problem.Message}");
        await using var content = opened.Value;
        var bytes = new byte[file.SizeBytes];
        await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == file.Sha256
            ? new GateEvidence(digest, SignatureFile.HasSignature(bytes))
            : new GateEvidence(
                digest, null,
                $"'{FileName}' is no longer the file that was registered: its checksum differs. "
                + "Register another version.");
    }

    private async Task<StoreOutcome<Stream>> Open(ModelVersion version, ModelFile file, CancellationToken cancel)
    {
        if (file.SourcePath is { } path && RunsUri.TryParse(version.Source, out var source, out _))
            return await tracking.Open(
                source.RunId, new SourceFile(file.Path, path, file.SizeBytes, file.Sha256), cancel);
        if (!ArtifactPath.TryParse(file.Path, out var relative, out var error)) throw new IOException(error);
        return (await artifacts.Open(VersionRoot.Get(version).Append(relative), cancel))
            .Select(content => content.Content);
    }
}
