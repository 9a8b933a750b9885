// A labelled field of several lines, for words of any length; it scrolls inside itself.
import QtQuick

FocusScope {
    id: field

    property string label: ""
    property alias text: input.text
    property alias input: input
    property string hint: ""
    property string error: ""
    property int boxHeight: 132
    property bool briefly: false // Enter alone is the end of it; with Shift it is another line
    property bool mended: false // edited since it was refused
    readonly property real high: Typing.covered > 0 ? Math.min(boxHeight, 0.45 * (Window.height - Typing.covered)) : boxHeight // whole in view above the keyboard
    readonly property bool hasError: error !== "" && !mended
    signal edited(string text)
    signal finished // Ctrl and Enter, or Enter

    implicitWidth: 320
    implicitHeight: column.implicitHeight
    onErrorChanged: mended = false
    onEdited: mended = true

    Column {
        id: column

        width: parent.width
        spacing: 6

        Say { visible: text !== ""; kind: "caption"; wrapMode: Text.Wrap; text: field.label; width: parent.width }

        Rectangle {
            width: parent.width
            height: field.high
            radius: Theme.corner
            color: Theme.raised
            border.width: input.activeFocus ? Theme.focusLine : field.hasError ? 2 : 1.5
            border.color: field.hasError ? Theme.attention : input.activeFocus ? Theme.hi : Theme.controlLine

            Scroller {
                anchors { fill: parent; margins: 14; rightMargin: 14 + caller.width }
                contentHeight: input.implicitHeight
                follow: input.cursorRectangle

                TextEdit {
                    id: input

                    property int had: 0 // characters before the last change

                    objectName: field.objectName + ".input"
                    focus: true
                    activeFocusOnTab: true
                    width: parent.width
                    height: Math.max(implicitHeight, field.high - 28)
                    wrapMode: TextEdit.Wrap
                    textFormat: TextEdit.PlainText
                    selectByMouse: true
                    color: Theme.hi
                    selectionColor: Theme.line
                    selectedTextColor: Theme.hi
                    font { family: Theme.family; pixelSize: Theme.body }
                    onTextChanged: { if (activeFocus) field.edited(text); if (cursorPosition === 0 && length > had) cursorPosition = length; had = length; } // a kept text is put in with the caret at its start; what is typed leaves it behind the letter
                    Keys.onReturnPressed: event => { event.accepted = (event.modifiers & Qt.ControlModifier) !== 0 || (field.briefly && (event.modifiers & Qt.ShiftModifier) === 0); if (event.accepted) field.finished() }
                    Keys.onTabPressed: event => { event.accepted = true; nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason) }
                    Keys.onBacktabPressed: event => { event.accepted = true; nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason) }

                    Accessible.role: Accessible.EditableText
                    Accessible.name: field.label === "" ? field.hint : field.label
                    Accessible.description: field.hasError ? field.error : ""
                    Accessible.multiLine: true

                    Say { visible: input.text === ""; Accessible.ignored: true; text: field.hint; color: Theme.low; width: parent.width; wrapMode: Text.Wrap }
                }
            }

            KeyboardCall { id: caller; name: field.objectName; wanted: input.activeFocus; anchors { right: parent.right; bottom: parent.bottom } }
        }

        FieldError { objectName: field.objectName + ".error"; width: parent.width; text: field.hasError ? field.error : "" }
    }
}
