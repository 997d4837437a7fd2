using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Models;

/// <summary>
/// The stage of a model version: one of the default stages, or one that <c>Registry:Stages</c> adds. New versions are
/// in <see cref="None"/>; any move is allowed. In JSON, it is an upper-case name: <c>PRODUCTION</c>.
/// </summary>
[JsonConverter(typeof(NameConverter<ModelStage>))]
public readonly record struct ModelStage : IParsable<ModelStage>
{
    private const string NoneName = "NONE";

    // Null for NONE, so that it is the default value.
    private readonly string? name;

    private ModelStage(string name) => this.name = name == NoneName ? null : name;

    public static ModelStage None => default;

    public static ModelStage Staging { get; } = new("STAGING");

    public static ModelStage Production { get; } = new("PRODUCTION");

    public static ModelStage Archived { get; } = new("ARCHIVED");

    /// <summary>The stages that there are without a setting.</summary>
    public static IReadOnlyList<ModelStage> Defaults { get; } = [None, Staging, Production, Archived];

    /// <summary>The name in MLflow's API: <c>Production</c>.</summary>
    public string MlflowName => ToString()[..1] + ToString()[1..].ToLowerInvariant();

    /// <summary>Reads a name in any letter case. Whether there is such a stage is for the registry to say.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelStage result)
    {
        var upper = UpperName.Normalize(s);
        result = upper is null ? default : new ModelStage(upper);
        return upper is not null;
    }

    /// <exception cref="FormatException">It is not a name.</exception>
    public static ModelStage Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var stage) ? stage : throw new FormatException($"'{s}' is not the name of a stage.");

    /// <summary>Returns the upper-case name.</summary>
    public override string ToString() => name ?? NoneName;
}
