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
internal readonly record struct Named(string Model, string? Version = null)
{
    /// <summary>The version's number; 0, which no version has, if it is out of range.</summary>
    public int Number => int.TryParse(Version, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
        ? number
        : 0;

    /// <summary>Reads <c>name</c>.</summary>
    public static Named ModelOf(MlflowRequest request)
    {
        var name = request.RequiredText("name");
        ModelNames.Check(name);
        return new Named(name);
    }

    /// <summary>Reads <c>name</c> and <c>version</c>.</summary>
    public static Named VersionOf(MlflowRequest request)
    {
        var named = new Named(request.RequiredText("name"), request.RequiredText("version"));
        ModelNames.Check(named.Model);
        return Int128.TryParse(named.Version, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? named
            : throw MlflowException.Invalid($"Parameter 'version' must be an integer, got '{named.Version}'.");
    }

    /// <summary>Returns the value, or throws the problem with MLflow's message.</summary>
    public T Found<T>(StoreOutcome<T> outcome) => outcome.Problem switch
    {
        null => outcome.Value,
        { Code: ProblemCodes.ModelNotFound or ProblemCodes.VersionNotFound } => throw Missing(),
        var problem => throw MlflowException.Of(problem),
    };

    private MlflowException Missing() => MlflowException.Missing(Version is null
        ? $"Registered Model with name={Model} not found"
        : $"Model Version (name={Model}, version={Version}) not found");
}
