using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Models;

/// <summary>A named model with numbered versions.</summary>
public sealed record RegisteredModel
{
    /// <summary>32 hexadecimal digits, assigned by the service; stays the same when the model is renamed.</summary>
    public required ModelId ModelId { get; init; }

    /// <summary>The workspace that it is in; absent for the workspace <c>default</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    /// <summary>
    /// Unique in the workspace; no <c>/</c> or <c>:</c>; up to <see cref="Limits.NameLengthMax"/> characters.
    /// </summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>
    /// The account that created the model, which may manage it; absent if no credentials were checked then.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AccountId? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    /// <summary>Alias to version number.</summary>
    public IReadOnlyDictionary<string, int> Aliases { get; init; } = NoAliases;

    /// <summary>
    /// The highest version number ever assigned; numbers of deleted versions are not reused. 0 before the first.
    /// </summary>
    public int LastVersion { get; init; }

    /// <summary>
    /// The last <see cref="Limits.ProductionPeriodsMax"/> periods in which versions were in Production, oldest first;
    /// absent if none was.
    /// </summary>
    public IReadOnlyList<ProductionPeriod>? ProductionHistory { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long LastUpdateTime { get; init; }

    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    private static readonly IReadOnlyDictionary<string, int> NoAliases = new Dictionary<string, int>();
}
