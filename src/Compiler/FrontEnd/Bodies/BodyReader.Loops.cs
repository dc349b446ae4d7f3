using CompiledNets.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

// Loops, unrolled.
internal sealed partial class BodyReader
{
    private const int StepLimit = 10_000;
    private const int CallLimit = 3_000;

    private int steps;
    private Location? lastStep;
    private bool isGivenUp;

    private Flow ExecuteFor(IForLoopOperation loop)
    {
        ExecuteAll(loop.Before);
        while (loop.Condition is null || Decide(loop.Condition) == true)
        {
            Flow flow = TakeTurn(loop);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? Flow.Return : Flow.Next;
            }

            ExecuteAll(loop.AtLoopBottom);
        }

        return Flow.Next;
    }

    private Flow ExecuteForEach(IForEachLoopOperation loop)
    {
        Value collection = Evaluate(loop.Collection);
        if (collection == Value.Missing)
        {
            return Flow.Next;
        }

        if (collection is not Value.List list || loop.LoopControlVariable is not IVariableDeclaratorOperation variable)
        {
            const string Advice = "loop over an array of tensors or constants, or write 'for'";
            Fault(Rules.Unreadable, loop.Collection.Syntax, "A 'foreach' over this", Advice);
            return Flow.Next;
        }

        foreach (Value element in list.Elements)
        {
            SetVariable(variable.Symbol, element);
            Flow flow = TakeTurn(loop);
            if (flow is Flow.Break or Flow.Return)
            {
                return flow == Flow.Return ? Flow.Return : Flow.Next;
            }
        }

        return Flow.Next;
    }

    private Flow TakeTurn(ILoopOperation loop) => TakeStep(Unreadable.Anchor(loop.Syntax)) ? Execute(loop.Body) : Flow.Break;

    /// <summary>Counts a turn of a loop or a call of a helper. False, and a fault, once there are too many.</summary>
    private bool TakeStep(Location at)
    {
        lastStep = at;
        if (!isGivenUp && ++steps > StepLimit)
        {
            TooMuch(at, "takes more than 10,000 loop turns and helper calls to read");
        }

        return !isGivenUp;
    }

    /// <summary>Gives up: what was read so far would only cost time.</summary>
    private Value TooMuch(Location at, string what)
    {
        Value missing = Fault(Rules.TooMuch, at, what, "build it from fewer, larger layers");
        isGivenUp = true;
        return missing;
    }
}
