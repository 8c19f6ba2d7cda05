// Leadlens for other people's pages: the engine's functions and the element <leadlens-quiz>.

/** The version of this build. */
export declare const version: string;

/** Loads the engine; resolves when the other functions can be called. Calling it again costs nothing. */
export declare function ready(): Promise<void>;

/** Assesses one contact as of a day. Throws an Error whose message names the member that is wrong. */
export declare function assess(input: AssessInput): Assessment;

/** The published rulebooks. */
export declare function rulebooks(): { id: string; name: string; summary: string }[];

export interface AssessInput {
  /** A rulebook's id or the rulebook itself. */
  rulebook: string | object;
  contact: Contact;
  /** YYYY-MM-DD */
  as_of: string;
}

export type Value = string | number | boolean;

export interface Contact {
  attributes?: Record<string, Value | null>;
  signals?: { kind: string; date?: string | null; count?: number | null }[];
  override?: { stage: string; reason: string; author: string; on: string; until?: string | null };
}

export type Stage = "contact" | "lead" | "prospect" | "opportunity" | "customer" | "disqualified" | "lost";
export type Gate = "lead" | "prospect" | "opportunity";

export interface Assessment {
  stage: Stage;
  rule_stage: Stage;
  stopped_at: Gate | null;
  gates: Record<Gate, "met" | "not_met" | "unknown">;
  fit: { low: number; high: number };
  engagement: number;
  grade: string;
  disqualified: string | null;
  overlaps: Gate[];
  re_engage: { kind: string; date: string } | null;
  why: string;
  path: object[] | null;
  next_question: string | null;
}

/** A quiz, format leadlens.quiz/1. quiz.schema.json says it in full; what may be left out may also be null. */
export interface Quiz {
  format: "leadlens.quiz/1";
  id: string;
  title?: string;
  intro?: string;
  rulebook: string | object;
  order?: "adaptive" | "fixed";
  questions: Question[];
  results: Result[];
  records?: ("questionnaire_done" | "form_submitted")[];
  consent?: { text: string; required?: boolean; link?: { text: string; href: string } };
  branding?: { accent?: string; logo?: { src: string; alt?: string } };
  lang?: string;
  /** Words of the widget, by name: see the files in lang/. */
  texts?: Record<string, string>;
  variants?: { id: string; weight?: number; changes?: object }[];
  submit?: { endpoint?: string; encoding?: "json" | "form" };
}

interface Asked {
  id: string;
  text: string;
  hint?: string;
  /** Without it "I don't know" is offered. */
  required?: boolean;
  skip_when?: { question: string; is: string[] }[];
}

export interface Option {
  id: string;
  text: string;
  sets?: Record<string, Value>;
  signals?: string[];
}

export type Question = Asked &
  (
    | { type: "single" | "multiple"; options: Option[] }
    | { type: "yes_no"; attribute?: string; signals?: string[] }
    | { type: "number"; attribute: string; min?: number; max?: number; step?: number; unit?: string }
    | { type: "scale"; attribute: string; min: number; max: number; low?: string; high?: string }
    | { type: "date"; attribute: string }
    | { type: "text"; attribute: string; max_length?: number }
    | { type: "email"; attribute?: string }
  );

export interface Result {
  id: string;
  when?: { stage?: Stage[]; grade?: string[] };
  title: string;
  text?: string;
  action?: { type: "link" | "calendar" | "download"; text: string; href: string };
}

export type Answer = string | string[] | number | null;
export type Touch = Record<string, string>;

/** What every event tells. */
export interface Detail {
  schema_version: 1;
  /** Which event it was: its name without "leadlens-". */
  event: "ready" | "exposure" | "start" | "step" | "result" | "submit" | "submit-error" | "error";
  /** The quiz's id. */
  quiz: string | null;
  /** The variant's id, if the quiz has variants. */
  variant: string | null;
}

export interface StepDetail extends Detail {
  question: string;
  number: number;
  /** The most questions there may be in all. */
  most: number;
  answers: Record<string, Answer>;
}

export interface ResultDetail extends Detail {
  answers: Record<string, Answer>;
  /** The facts of the answers, with source and campaign if no answer said them. */
  contact: { attributes: Record<string, Value>; signals: { kind: string; date: string }[] };
  assessment: Assessment;
  result: { id: string; title: string };
  attribution: { first: Touch; last: Touch };
  /** null: the quiz does not ask for it. */
  consent: boolean | null;
  /** In what is sent to an endpoint: what tells a result that came twice. */
  submission?: string;
}

export interface SubmitErrorDetail extends ResultDetail {
  error: string;
  attempt: number;
  /** Whether it will be tried again on this visit. */
  retry: boolean;
}

export interface LeadlensEventMap {
  "leadlens-ready": CustomEvent<Detail>;
  "leadlens-exposure": CustomEvent<Detail>;
  "leadlens-start": CustomEvent<Detail>;
  "leadlens-step": CustomEvent<StepDetail>;
  "leadlens-result": CustomEvent<ResultDetail>;
  "leadlens-submit": CustomEvent<ResultDetail>;
  "leadlens-submit-error": CustomEvent<SubmitErrorDetail>;
  "leadlens-error": CustomEvent<Detail & { message: string }>;
}

export interface LeadlensQuizElement extends HTMLElement {
  /** The address of the quiz. */
  src: string;
  /** The quiz itself; comes before src. */
  quiz: Quiz | null;
  order: "" | "adaptive" | "fixed";
  theme: "auto" | "light" | "dark";
  loading: "lazy" | "eager";
  endpoint: string;
  /** "": as the quiz says. */
  encoding: "" | "json" | "form";
  visitor: string;
  /** Where the visitor is, as JSON data: to keep and to set again. */
  state: object | null;
  start(): void;
  back(): void;
  next(): void;
  reset(): void;
  result(): ResultDetail | null;
  addEventListener<K extends keyof LeadlensEventMap>(type: K, listener: (event: LeadlensEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "leadlens-quiz": LeadlensQuizElement;
  }
  interface HTMLElementEventMap extends LeadlensEventMap {}
}
