using System.Globalization;
using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// The model or version that a request names, with the messages for when it does not exist. Clients match on them.
/// </summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version as the request spells it; null when the request is about the model.</param>
internal readonly record struct ModelTarget(string Model, string? Version = null)
{
    /// <summary>The version's number; 0, which no version has, if it is out of range.</summary>
    public int Number => int.TryParse(Version, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? number
        : 0;

    /// <summary>Reads <c>name</c>.</summary>
    public static ModelTarget ReadModel(MlflowRequest request)
    {
        var name = request.RequiredString("name");
        ModelNames.Check(name);
        return new ModelTarget(name);
    }

    /// <summary>Reads <c>name</c> and <c>version</c>.</summary>
    public static ModelTarget ReadVersion(MlflowRequest request)
    {
        var target = new ModelTarget(request.RequiredString("name"), request.RequiredString("version"));
        ModelNames.Check(target.Model);
        return Int128.TryParse(target.Version, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? target
            : throw MlflowException.Invalid($"Parameter 'version' must be an integer, got '{target.Version}'.");
    }

    /// <summary>Returns the value, or throws the problem with MLflow's message.</summary>
    public T OrThrow<T>(StoreOutcome<T> outcome) => outcome.Problem switch
    {
        null => outcome.Value,
        { Code: ProblemCodes.ModelNotFound or ProblemCodes.VersionNotFound } => throw Missing(),
        var problem => throw MlflowException.From(problem),
    };

    private MlflowException Missing() => MlflowException.Missing(Version is null
        ? $"Registered Model with name={Model} not found"
        : $"Model Version (name={Model}, version={Version}) not found");
}
