namespace Tauro.Contracts;

/// <summary>
/// Tags with a meaning, named as MLflow names them so that both API surfaces see the same note, parent and user.
/// </summary>
public static class TagNames
{
    public const string RunName = "mlflow.runName";
    public const string Note = "mlflow.note.content";
    public const string ParentRunId = "mlflow.parentRunId";
    public const string User = "mlflow.user";
}
