// A labelled line to type in, never prefilled by itself.  `error` stands below in words, `aside` beside the label (last value and its age).
import QtQuick

FocusScope {
    id: field

    property string label: ""
    property alias text: input.text
    property alias input: input
    property string unit: ""
    property string hint: "" // an example shown while empty
    property string aside: ""
    property string error: ""
    property bool secret: false
    property bool numeric: false // letters stay as typed, and are told as the field is left
    property string also: "" // letters a numeric one takes: the h of 14h05
    property bool big: false // figures at the size of vitals
    property bool mended: false // edited since it was refused
    readonly property bool stands: error !== "" && !mended
    readonly property bool astray: numeric && !input.activeFocus && /[^0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19\s.,:\/\u066b\u2212\uff0c\uff0e-]/.test(text.replace(also, ""))
    readonly property bool hasError: stands || astray
    signal edited(string text)
    signal accepted

    implicitWidth: 320
    implicitHeight: column.implicitHeight
    onErrorChanged: mended = false
    onEdited: mended = true
    activeFocusOnTab: false

    Column {
        id: column

        width: parent.width
        spacing: 6

        Item {
            width: parent.width
            height: caption.height
            visible: field.label !== ""

            Say { id: caption; kind: "caption"; text: field.label; width: parent.width - beside.width - 8; wrapMode: Text.WordWrap; anchors.left: parent.left }
            Say { id: beside; kind: "caption"; figures: true; color: Theme.low; text: field.aside; anchors.right: parent.right }
        }

        Rectangle {
            width: parent.width
            height: Math.max(field.big ? Theme.primary + 8 : Theme.target, input.implicitHeight + 8, hinted.visible ? hinted.implicitHeight + 12 : 0)
            radius: Theme.corner
            color: Theme.raised
            border.width: input.activeFocus ? Theme.focusLine : field.hasError ? 2 : 1.5
            border.color: field.hasError ? Theme.attention : input.activeFocus ? Theme.hi : Theme.controlLine

            Behavior on border.color { ColorAnimation { duration: Theme.quick } }

            TextInput {
                id: input

                objectName: field.objectName + ".input"
                focus: true
                activeFocusOnTab: true
                anchors { fill: parent; leftMargin: 16; rightMargin: 16 + (unitText.visible ? unitText.width + 8 : 0) + caller.width }
                verticalAlignment: TextInput.AlignVCenter
                clip: true
                selectByMouse: true
                color: Theme.hi
                selectionColor: Theme.line
                selectedTextColor: Theme.hi
                font { family: Theme.family; pixelSize: field.big ? Theme.vitals : Theme.body; features: field.numeric ? Theme.tnum : ({}) }
                echoMode: field.secret ? TextInput.Password : TextInput.Normal
                inputMethodHints: field.secret ? Qt.ImhSensitiveData | Qt.ImhNoPredictiveText : field.numeric ? Qt.ImhFormattedNumbersOnly : Qt.ImhNone
                onTextEdited: field.edited(text)
                onAccepted: field.accepted()

                Accessible.role: Accessible.EditableText
                Accessible.name: (field.label === "" ? field.hint : field.label) + (field.unit === "" ? "" : ", " + field.unit)
                Accessible.description: told.text

                Say {
                    id: hinted

                    visible: input.text === "" && field.hint !== ""
                    Accessible.ignored: true
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width
                    wrapMode: Theme.factor > 1 ? Text.Wrap : Text.NoWrap
                    text: field.hint
                    color: Theme.low
                }
            }

            Say {
                id: unitText

                visible: field.unit !== ""
                text: field.unit
                color: Theme.low
                anchors { right: parent.right; rightMargin: 16 + caller.width; verticalCenter: parent.verticalCenter }
            }

            KeyboardCall { id: caller; name: field.objectName; wanted: input.activeFocus; anchors { right: parent.right; verticalCenter: parent.verticalCenter } }
        }

        FieldError { id: told; objectName: field.objectName + ".error"; width: parent.width; text: field.stands ? field.error : field.astray ? qsTr("figures.only") : "" }
    }
}
