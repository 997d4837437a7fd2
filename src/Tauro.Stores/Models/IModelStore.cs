using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Models;

/// <summary>
/// Registered models, their versions, stages and aliases. Any number of processes may hold one over a shared database.
/// The rules on durability, refusals and exceptions are those of <see cref="IRunStore"/>.
/// </summary>
public interface IModelStore
{
    ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default);

    ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, CancellationToken cancel = default);

    ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default);

    /// <summary>
    /// Deletes its versions and aliases too, with an event for each, and the model's last. The name may be used again;
    /// numbers then start at 1.
    /// </summary>
    ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(string name, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(ModelQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Gives the next number of the model: 1, 2, 3 … without gaps or reuse, however many register at once.
    /// </summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">What is registered.</param>
    /// <param name="mustExist">True refuses a name that no model has; false creates the model with its version.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ModelVersion>> GetVersion(string name, int version, CancellationToken cancel = default);

    /// <summary>The version with the greatest number, of a stage when one is given.</summary>
    ValueTask<StoreOutcome<ModelVersion>> GetLatestVersion(
        string name, ModelStage? stage = null, CancellationToken cancel = default);

    /// <summary>
    /// The version with the greatest number of every stage that has one, for each of the models, by number; a name
    /// without a model adds nothing.
    /// </summary>
    ValueTask<StoreOutcome<IReadOnlyList<ModelVersion>>> GetLatestVersions(
        IReadOnlyCollection<string> names, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ModelVersion>> GetVersionByAlias(
        string name, string alias, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<ModelVersion>>> SearchVersions(
        ModelVersionQuery query, CancellationToken cancel = default);

    ValueTask<StoreOutcome<ModelVersion>> UpdateVersion(
        string name, int version, ModelVersionChange change, CancellationToken cancel = default);

    /// <summary>
    /// Moves a version to a stage, from any stage, and whatever its status; the stage it has already changes nothing.
    /// With <paramref name="archiveExisting"/>, which goes with Staging and Production only, all others of that stage
    /// go to Archived first.
    /// </summary>
    ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, ModelStage stage, bool archiveExisting, CancellationToken cancel = default);

    /// <summary>Takes a pending version to READY with its files. Not pending is a conflict.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="modelId">
    /// The model that is meant: another one that has its name by now is as good as none. Null for whichever has it.
    /// </param>
    /// <param name="files">All files of the version.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, string? modelId, IReadOnlyList<ModelFile> files, CancellationToken cancel = default);

    /// <summary>Takes a pending version to FAILED with a reason. Not pending is a conflict.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="modelId">As in <see cref="MarkReady"/>.</param>
    /// <param name="reason">Told to whoever asks for the version.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, string? modelId, string reason, CancellationToken cancel = default);

    /// <summary>Deletes the aliases that point at it too. Its number is not used again.</summary>
    ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(string name, int version, CancellationToken cancel = default);

    /// <summary>
    /// Sets or moves an alias: ASCII letters, digits, <c>_</c> and <c>-</c>; not <c>latest</c>, not <c>v1</c>, in any
    /// letter case. Where it points already changes nothing.
    /// </summary>
    ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default);

    /// <summary>An alias that is not there is NotFound.</summary>
    ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default);

    /// <summary>
    /// Keeps what Tracking says of a source run with every version made from it. An event older than the one kept
    /// changes nothing, so repeats and late ones are harmless.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="status">The run's status, or <c>DELETED</c>.</param>
    /// <param name="sequence">The event's sequence in Tracking's log.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>How many versions got another status.</returns>
    ValueTask<StoreOutcome<int>> RecordSourceRun(
        string runId, string status, long sequence, CancellationToken cancel = default);
}
