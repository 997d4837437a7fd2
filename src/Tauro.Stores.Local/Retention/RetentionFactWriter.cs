using Tauro.Stores.Decisions;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Retention;

/// <summary>Writes the facts of decisions about retention policies, holds and jobs into a change.</summary>
internal static class RetentionFactWriter
{
    public static void Write(LocalState state, Change change, RetentionFact fact)
    {
        switch (fact)
        {
            case RetentionFact.PutPolicy put: change.Put(state.RetentionPolicies, put.Policy); break;
            case RetentionFact.PutHold put: change.Put(state.Holds, put.Hold); break;
            case RetentionFact.RemoveHold remove: change.Remove(state.Holds, remove.Key); break;
            case RetentionFact.PutJob put: change.Put(state.RetentionJobs, put.Job); break;
            case RetentionFact.RemoveJob remove: change.Remove(state.RetentionJobs, remove.JobId); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
