using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>An experiment with its review queues and label schemas, loaded as far as a decision needs them.</summary>
/// <param name="Experiment">Null when there is none.</param>
/// <param name="Queues">All of its queues.</param>
/// <param name="HasSchema">Whether the experiment has a label schema.</param>
public sealed record ReviewQueueAggregate(
    Experiment? Experiment, IReadOnlyCollection<ReviewQueue> Queues, Func<LabelSchemaId, bool> HasSchema)
{
    public ReviewQueue? Find(string name) =>
        Queues.FirstOrDefault(queue => queue.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
