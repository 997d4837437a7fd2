namespace Tauro.Contracts;

/// <summary>
/// Tags with a meaning. They have MLflow's names, so that both APIs see the same note, parent and user.
/// </summary>
public static class TagNames
{
    public const string RunName = "mlflow.runName";
    public const string Note = "mlflow.note.content";
    public const string ParentRunId = "mlflow.parentRunId";
    public const string User = "mlflow.user";

    /// <summary>On a run that the service has ended: why. It is removed when the run is running again.</summary>
    public const string EndReason = "tauro.end_reason";

    /// <summary>On a registered model and its versions: marks them as a prompt.</summary>
    public const string IsPrompt = "mlflow.prompt.is_prompt";

    /// <summary>On a prompt's version: the template.</summary>
    public const string PromptText = "mlflow.prompt.text";

    /// <summary>On a prompt's version: <c>text</c> or <c>chat</c>.</summary>
    public const string PromptType = "_mlflow_prompt_type";

    /// <summary>On a run: the models among its artifacts as JSON, set by clients older than logged models.</summary>
    public const string LoggedModels = "mlflow.log-model.history";

    /// <summary>
    /// On a logged model: the versions registered from it, as a JSON list of <c>name</c> and <c>version</c>.
    /// </summary>
    public const string ModelVersions = "mlflow.modelVersions";

    /// <summary>On the dataset input of a run: what the dataset was used for.</summary>
    public const string DatasetContext = "mlflow.data.context";

    private const string MlflowPrefix = "mlflow.";

    /// <summary>Whether a tag is one that MLflow's clients set by themselves.</summary>
    public static bool IsOfMlflow(string key) => key.StartsWith(MlflowPrefix, StringComparison.Ordinal);
}
