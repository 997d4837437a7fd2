using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>MLflow's rules for the name of a registered model.</summary>
internal static class ModelNames
{
    public static void Check(string name, string parameter = "name")
    {
        if (string.IsNullOrWhiteSpace(name)) throw MlflowMessage.MissingValue(parameter);
        if (name.AsSpan().ContainsAny('/', ':'))
            throw MlflowException.Invalid($"Invalid model name '{name}'. Names cannot contain '/' or ':'.");
        if (!NormalizedPaths.IsNormalized(name)) throw NormalizedPaths.InvalidName(parameter, name);
    }

    /// <summary>A model and a prompt cannot share a name; the message says which of them already has it.</summary>
    public static MlflowException AlreadyExists(string name, bool byPrompt, bool forPrompt)
    {
        var (old, wanted) = (Kind(byPrompt), Kind(forPrompt));
        return MlflowException.AlreadyExists(byPrompt == forPrompt
            ? $"{wanted} (name={name}) already exists."
            : $"Tried to create a {wanted.ToLowerInvariant()} with name '{name}', but the name is already taken by a "
              + $"{old.ToLowerInvariant()}. MLflow does not allow creating a model and a prompt with the same name.");
    }

    private static string Kind(bool isPrompt) => isPrompt ? "Prompt" : "Registered Model";
}
