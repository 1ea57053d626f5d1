import { problemSentence } from './problemWords';
import type { Problem } from './validate';

/** What keeps this from being published, each with what to do. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const sentences = [...new Set(problems.map(problemSentence))];
  return (
    <div class="problems" role="status" data-testid="problems">
      {sentences.length > 0 && (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
