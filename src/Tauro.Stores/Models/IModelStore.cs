using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Events;
using Tauro.Stores.Policies;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Models;

/// <summary>
/// Registered models, their versions, stages and aliases. Any number of processes may open one over a shared database.
/// The rules on durability, refusals, exceptions, readers and owners are those of <see cref="IRunStore"/>.
/// </summary>
public interface IModelStore
{
    ValueTask<StoreOutcome<RegisteredModel>> CreateModel(NewModel model, CancellationToken cancel = default);

    ValueTask<StoreOutcome<RegisteredModel>> GetModel(string name, CancellationToken cancel = default);

    ValueTask<StoreOutcome<RegisteredModel>> UpdateModel(
        string name, ModelChange change, CancellationToken cancel = default);

    /// <summary>
    /// Moves a model from one workspace to another, with its versions, in one commit. A conflict if a model there has
    /// its name.
    /// </summary>
    ValueTask<StoreOutcome<RegisteredModel>> MoveModel(
        string name, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default);

    /// <summary>Returns how many models, webhooks and bytes of artifacts a workspace has.</summary>
    ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default);

    /// <summary>
    /// Deletes a model with its versions and aliases, with an event for each, the model's last. The name may then be
    /// reused; version numbers start at 1. The model and all its versions are gone at once, but the events of many
    /// versions may be in several commits. Until the last one, no other model can get the name: that is a conflict,
    /// <see cref="ProblemCodes.ModelBeingDeleted"/>. When this returns, they are committed, unless the store fails
    /// meanwhile. It then continues by itself.
    /// </summary>
    /// <param name="name">The model's name.</param>
    /// <param name="onHidden">
    /// If there are several commits, awaited after the first one, when readers no longer find the model.
    /// </param>
    /// <param name="cancel">Cancels the operation; after the first commit it continues.</param>
    ValueTask<StoreOutcome<RegisteredModel>> DeleteModel(
        string name, Func<Task>? onHidden = null, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchModels(ModelQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Registers a version with the model's next number: 1, 2, 3 … without gaps or reuse, even under concurrent calls.
    /// The policies of registrations are evaluated in the same transaction, as in
    /// <see cref="TransitionStage(string, int, StageMove, CancellationToken)"/>.
    /// </summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version to register.</param>
    /// <param name="mustExist">True refuses a name that no model has; false creates the model with its version.</param>
    /// <param name="hooks">The verdicts of hooks; null for none.</param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<ModelVersion>> RegisterVersion(
        string name, NewModelVersion version, bool mustExist = false, IReadOnlyList<HookEvidence>? hooks = null,
        CancellationToken cancel = default);

    ValueTask<StoreOutcome<ModelVersion>> GetVersion(string name, int version, CancellationToken cancel = default);

    /// <summary>Gets a version by the id of its model, which a rename does not change.</summary>
    ValueTask<StoreOutcome<ModelVersion>> GetVersionById(
        ModelId modelId, int version, CancellationToken cancel = default);

    /// <summary>Gets the version with the greatest number, in a stage when one is given.</summary>
    ValueTask<StoreOutcome<ModelVersion>> GetLatestVersion(
        string name, ModelStage? stage = null, CancellationToken cancel = default);

    /// <summary>
    /// Gets, for each model, the version with the greatest number in every stage that has one, by number; unknown names
    /// are ignored.
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
    /// Moves a version from any stage to another; its current stage changes nothing. Only a READY version can move to
    /// Staging or Production. With <see cref="StageMove.ArchiveExisting"/>, which is for those two stages only, all
    /// other versions in the stage, up to <see cref="Limits.ArchivedMax"/>, move to Archived first; if they have more
    /// bytes than one commit takes, nothing is changed: <see cref="ProblemCodes.LimitExceeded"/>. The policies of the
    /// new stage are evaluated in the same transaction; unless all their rules pass or are overridden, nothing is
    /// changed: <see cref="ProblemCodes.PromotionRefused"/>.
    /// </summary>
    ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, StageMove move, CancellationToken cancel = default);

    /// <summary>Moves a version without evidence or override.</summary>
    ValueTask<StoreOutcome<ModelVersion>> TransitionStage(
        string name, int version, ModelStage stage, bool archiveExisting, CancellationToken cancel = default) =>
        TransitionStage(name, version, new StageMove(stage, archiveExisting), cancel);

    /// <summary>
    /// Moves the version that was in Production before back, and archives those that are there. Policies do not decide
    /// about it. A conflict if there is none: <see cref="ProblemCodes.NothingToRollBack"/>.
    /// </summary>
    ValueTask<StoreOutcome<RollbackResult>> Rollback(
        string name, RollbackRequest request, CancellationToken cancel = default);

    /// <summary>Makes a pending version READY, with its files. A version that is not pending is a conflict.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="modelId">
    /// The expected model; NotFound when another model has the name by now. Null for any.
    /// </param>
    /// <param name="files">All files of the version.</param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<ModelVersion>> MarkReady(
        string name, int version, ModelId? modelId, IReadOnlyList<ModelFile> files, CancellationToken cancel = default);

    /// <summary>Makes a pending version FAILED, with a reason. A version that is not pending is a conflict.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="modelId">As in <see cref="MarkReady"/>.</param>
    /// <param name="reason">Returned with the version.</param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<ModelVersion>> MarkFailed(
        string name, int version, ModelId? modelId, string reason, CancellationToken cancel = default);

    /// <summary>Deletes a version and the aliases that point to it. Its number is not reused.</summary>
    ValueTask<StoreOutcome<ModelVersion>> DeleteVersion(string name, int version, CancellationToken cancel = default);

    /// <summary>
    /// Sets or moves an alias: ASCII letters, digits, <c>_</c> and <c>-</c>; not <c>latest</c>, not <c>v1</c>, in any
    /// letter case. Its current version changes nothing.
    /// </summary>
    ValueTask<StoreOutcome<RegisteredModel>> SetAlias(
        string name, string alias, int version, CancellationToken cancel = default);

    /// <summary>Deletes an alias; NotFound when there is none.</summary>
    ValueTask<StoreOutcome<RegisteredModel>> DeleteAlias(
        string name, string alias, CancellationToken cancel = default);

    /// <summary>
    /// Stores the status of a source run, as reported by Tracking, with every version made from it. An event older than
    /// the last one stored changes nothing, so repeated and late events are harmless. An event with a lower sequence
    /// but a later time is newer: Tracking's history was replaced, for example by a backup. Many versions may be
    /// changed in several commits: repeat the event after a failure.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="status">The run's status, or <c>DELETED</c>.</param>
    /// <param name="position">The event's sequence and time in Tracking's log.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The number of versions whose status changed.</returns>
    ValueTask<StoreOutcome<int>> RecordSourceRun(
        RunId runId, string status, EventCursor position, CancellationToken cancel = default);
}
