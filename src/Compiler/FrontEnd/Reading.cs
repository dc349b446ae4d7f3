namespace CompiledNets.Compiler.FrontEnd;

/// <summary>What reading a network gives: the equatable spec, and where its sites are in the source.</summary>
internal sealed record Reading(NetworkSpec Spec, SourceMap Sources);
