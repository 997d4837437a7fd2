using System.Globalization;
using Tauro.Contracts.Models;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>Writes models and versions in the form of MLflow's messages.</summary>
internal static class RegistryWire
{
    public static void Write(MlflowWriter writer, RegisteredModel model, IEnumerable<ModelVersion> latest) => writer
        .String("name", model.Name)
        .Integer("creation_timestamp", model.CreationTime)
        .Integer("last_updated_timestamp", model.LastUpdateTime)
        .String("description", model.Description is { Length: > 0 } value ? value : null)
        .Messages("latest_versions", latest, Write)
        .Pairs("tags", model.Tags)
        .Messages("aliases", model.Aliases, static (alias, target) => alias
            .String("alias", target.Key).String("version", target.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Writes a version. The description, source, run and run link are written even when empty.</summary>
    public static void Write(MlflowWriter writer, ModelVersion version) => writer
        .String("name", version.Name)
        .String("version", version.Version.ToString(CultureInfo.InvariantCulture))
        .Integer("creation_timestamp", version.CreationTime)
        .Integer("last_updated_timestamp", version.LastUpdateTime)
        .String("current_stage", version.Stage.MlflowName)
        .String("description", version.Description ?? "")
        .String("source", version.Source ?? "")
        .String("run_id", version.SourceRunId ?? "")
        .String("status", GetStatusName(version.Status))
        .String("status_message", version.StatusMessage)
        .Pairs("tags", version.Tags)
        .String("run_link", version.RunLink ?? "")
        .Strings("aliases", version.Aliases)
        .String("model_id", version.LoggedModelId);

    public static MlflowResult ToResponse(ModelVersion version) =>
        new(writer => writer.Message("model_version", message => Write(message, version)));

    public static MlflowResult ToResponse(RegisteredModel model, IReadOnlyList<ModelVersion> latest) =>
        new(writer => writer.Message("registered_model", message => Write(message, model, latest)));

    public static MlflowResult ToResponse(IReadOnlyList<ModelVersion> versions, string? nextPageToken = null) =>
        new(writer => writer.Messages("model_versions", versions, Write).String("next_page_token", nextPageToken));

    private static string GetStatusName(ModelVersionStatus status) => status switch
    {
        ModelVersionStatus.Ready => "READY",
        ModelVersionStatus.Failed => "FAILED_REGISTRATION",
        _ => "PENDING_REGISTRATION",
    };
}
