using System.Globalization;
using Tauro.Contracts.Models;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>Writes models and versions in the form of MLflow's messages.</summary>
internal static class RegistryWire
{
    public static void Write(MlflowWriter writer, RegisteredModel model, IEnumerable<ModelVersion> latest) => writer
        .Text("name", model.Name)
        .Whole("creation_timestamp", model.CreationTime)
        .Whole("last_updated_timestamp", model.LastUpdateTime)
        .Text("description", model.Description is { Length: > 0 } text ? text : null)
        .Messages("latest_versions", latest, Write)
        .Pairs("tags", model.Tags)
        .Messages("aliases", model.Aliases, static (alias, target) => alias
            .Text("alias", target.Key).Text("version", target.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Writes a version. The description, source, run and run link are written even when empty.</summary>
    public static void Write(MlflowWriter writer, ModelVersion version) => writer
        .Text("name", version.Name)
        .Text("version", version.Version.ToString(CultureInfo.InvariantCulture))
        .Whole("creation_timestamp", version.CreationTime)
        .Whole("last_updated_timestamp", version.LastUpdateTime)
        .Text("current_stage", version.Stage.ToString())
        .Text("description", version.Description ?? "")
        .Text("source", version.Source ?? "")
        .Text("run_id", version.SourceRunId ?? "")
        .Text("status", StatusOf(version.Status))
        .Text("status_message", version.StatusMessage)
        .Pairs("tags", version.Tags)
        .Text("run_link", version.RunLink ?? "")
        .Texts("aliases", version.Aliases)
        .Text("model_id", version.LoggedModelId);

    public static MlflowAnswer Answer(ModelVersion version) =>
        new(writer => writer.Message("model_version", message => Write(message, version)));

    public static MlflowAnswer Answer(RegisteredModel model, IReadOnlyList<ModelVersion> latest) =>
        new(writer => writer.Message("registered_model", message => Write(message, model, latest)));

    public static MlflowAnswer Answer(IReadOnlyList<ModelVersion> versions, string? nextPageToken = null) =>
        new(writer => writer.Messages("model_versions", versions, Write).Text("next_page_token", nextPageToken));

    private static string StatusOf(ModelVersionStatus status) => status switch
    {
        ModelVersionStatus.Ready => "READY",
        ModelVersionStatus.Failed => "FAILED_REGISTRATION",
        _ => "PENDING_REGISTRATION",
    };
}
